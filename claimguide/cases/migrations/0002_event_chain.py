"""Events become a chain: those that are there are chained in the order in which they were written."""

from django.db import migrations, models

from claimguide.cases import triggers
from claimguide.core import canonical

BEGINNING = "0" * 64
# What the worker did; all else without a name of staff was the consumer.
BY_THE_SITE = ("letter_ready",)
ACTORS = ["consumer", "staff", "system"]


def chain(apps, schema_editor):
    Event = apps.get_model("cases", "Event")
    alias = schema_editor.connection.alias
    case, seq, before, done = None, 0, BEGINNING, []
    rows = Event.objects.using(alias).select_related("case").order_by("case_id", "pk")
    for event in rows.iterator(chunk_size=2000):
        if event.case_id != case:
            case, seq, before = event.case_id, 0, BEGINNING
        seq += 1
        event.seq, event.prev_hash = seq, before
        if event.actor_id:
            event.actor_kind = "staff"
        else:
            event.actor_kind = "system" if event.kind in BY_THE_SITE else "consumer"
        event.hash = before = canonical.digest(
            {
                "case": event.case.number,
                "seq": seq,
                "kind": event.kind,
                "at": canonical.moment(event.at),
                "actor": event.actor_kind,
                "data": event.data,
                "prev": event.prev_hash,
            }
        )
        done.append(event)
    for start in range(0, len(done), 500):
        Event.objects.using(alias).bulk_update(
            done[start : start + 500], ["seq", "actor_kind", "prev_hash", "hash"]
        )


def install(apps, schema_editor):
    triggers.install(schema_editor.connection)


def remove(apps, schema_editor):
    triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Erasing",
            fields=[("case_id", models.UUIDField(primary_key=True, serialize=False))],
        ),
        migrations.AddField("event", "seq", models.PositiveIntegerField(null=True)),
        migrations.AddField("event", "actor_kind", models.CharField(max_length=8, null=True)),
        migrations.AddField("event", "prev_hash", models.CharField(max_length=64, null=True)),
        migrations.AddField("event", "hash", models.CharField(max_length=64, null=True)),
        migrations.RunPython(chain, migrations.RunPython.noop, elidable=True),
        migrations.AlterField("event", "seq", models.PositiveIntegerField()),
        migrations.AlterField(
            "event",
            "actor_kind",
            models.CharField(
                max_length=8, choices=[("consumer", "Consumer"), ("staff", "Staff"), ("system", "This site")]
            ),
        ),
        migrations.AlterField("event", "prev_hash", models.CharField(max_length=64)),
        migrations.AlterField("event", "hash", models.CharField(max_length=64)),
        migrations.AddConstraint(
            "event", models.UniqueConstraint(fields=("case", "seq"), name="event_seq_once")
        ),
        migrations.AddConstraint(
            "event", models.CheckConstraint(condition=models.Q(seq__gte=1), name="event_seq_from_one")
        ),
        migrations.AddConstraint(
            "event",
            models.CheckConstraint(condition=models.Q(actor_kind__in=ACTORS), name="event_actor_known"),
        ),
        migrations.RunPython(install, remove),
    ]
