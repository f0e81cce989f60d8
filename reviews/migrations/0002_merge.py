import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('arguments', '0003_claim_merged_into'),
        ('reviews', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='comment',
            name='claim_version',
            field=models.PositiveIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='comment',
            name='made_on',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='arguments.claim'),
        ),
        migrations.AddField(
            model_name='stance',
            name='made_on',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='arguments.claim'),
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('status', models.CharField(choices=[('open', 'Open'), ('challenged', 'Challenged'), ('conceded', 'Conceded'), ('revised', 'Revised'), ('settled', 'Settled'), ('withdrawn', 'Withdrawn')], max_length=10)),
                ('moved', models.JSONField(default=list)),
                ('withdrawn', models.JSONField(default=dict)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('undone_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='arguments.participant')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merges', to='arguments.claim')),
                ('debate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merges', to='arguments.debate')),
                ('into', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merges_into', to='arguments.claim')),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='arguments.participant')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['open', 'challenged', 'conceded', 'revised', 'settled', 'withdrawn'])), name='merge_status_known', violation_error_message='Not one of: open, challenged, conceded, revised, settled, withdrawn.'), models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('claim',), name='merge_once_at_a_time')],
            },
        ),
    ]
