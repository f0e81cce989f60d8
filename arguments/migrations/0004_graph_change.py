import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('arguments', '0003_claim_merged_into'),
    ]

    operations = [
        migrations.CreateModel(
            name='GraphChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveBigIntegerField()),
                ('claims', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('links', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('debate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='graph_changes', to='arguments.debate')),
            ],
            options={
                'ordering': ['debate', 'version'],
                'constraints': [models.UniqueConstraint(fields=('debate', 'version'), name='graph_change_once')],
            },
        ),
    ]
