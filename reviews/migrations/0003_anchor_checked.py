import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('arguments', '0004_graph_change'),
        ('reviews', '0002_merge'),
    ]

    operations = [
        migrations.AddField(
            model_name='anchor',
            name='checked_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='anchor',
            name='checked_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='arguments.participant'),
        ),
    ]
