import django.db.models.deletion
import django.utils.timezone
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0002_event_chain'),
        ('evidence', '0002_sharing_bundles_readings'),
        ('letters', '0003_further_forms'),
    ]

    operations = [
        migrations.CreateModel(
            name='LetterEdit',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('seller', 'Letter to the seller'), ('reply', "Reply to the seller's refusal"), ('platform', 'Letter to the platform'), ('appeal', 'Appeal to the platform'), ('complaint', 'Civil complaint'), ('brief', 'Brief for a lawyer'), ('account', 'Statement of account'), ('press', 'Fact sheet for the media'), ('association', 'Letter to the consumer association'), ('regulator', 'Complaint to the market regulator'), ('report', 'Report to the market regulator')], max_length=12, verbose_name='kind')),
                ('place', models.CharField(max_length=40)),
                ('was', models.TextField()),
                ('now', models.TextField(blank=True)),
                ('added', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('removed_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                'verbose_name': 'change to a letter',
                'verbose_name_plural': 'changes to letters',
                'ordering': ['created_at', 'pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='sending',
            name='sending_once',
        ),
        migrations.RemoveConstraint(
            model_name='sending',
            name='sending_channel_known',
        ),
        migrations.AddField(
            model_name='letterversion',
            name='edits',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='sending',
            name='contact',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cases.contactentry'),
        ),
        migrations.AddField(
            model_name='sending',
            name='dated',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='sending',
            name='exhibit',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='evidence.exhibit', verbose_name='proof'),
        ),
        migrations.AddField(
            model_name='sending',
            name='note',
            field=models.CharField(blank=True, max_length=200, verbose_name='note'),
        ),
        migrations.AddField(
            model_name='sending',
            name='number',
            field=models.CharField(blank=True, max_length=64, verbose_name='tracking or receipt number'),
        ),
        migrations.AddField(
            model_name='sending',
            name='removed_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='sending',
            name='submission',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cases.submission'),
        ),
        migrations.AlterField(
            model_name='sending',
            name='channel',
            field=models.CharField(choices=[('chat', 'Chat on the platform'), ('after_sales', 'After-sales form'), ('mail', 'Registered post or EMS'), ('email', 'E-mail'), ('in_person', 'In person'), ('online', "Online on the body's own site or app")], max_length=24, verbose_name='sent by'),
        ),
        migrations.AddConstraint(
            model_name='sending',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at', None)), fields=('letter', 'on', 'channel'), name='sending_once'),
        ),
        migrations.AddConstraint(
            model_name='sending',
            constraint=models.CheckConstraint(condition=models.Q(('channel__in', ['chat', 'after_sales', 'mail', 'email', 'in_person', 'online'])), name='sending_channel_known'),
        ),
        migrations.AddField(
            model_name='letteredit',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letter_edits', to='cases.case'),
        ),
        migrations.AddConstraint(
            model_name='letteredit',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['seller', 'reply', 'platform', 'appeal', 'complaint', 'brief', 'account', 'press', 'association', 'regulator', 'report'])), name='letteredit_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='letteredit',
            constraint=models.CheckConstraint(condition=models.Q(('added', False), models.Q(('now', ''), _negated=True), _connector='OR'), name='letteredit_says_something'),
        ),
        migrations.AddConstraint(
            model_name='letteredit',
            constraint=models.CheckConstraint(condition=models.Q(('added', True), ('removed_at', None), _connector='OR'), name='letteredit_removed_if_added'),
        ),
    ]
