import django.db.models.deletion
import django.db.models.lookups
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("arguments", "0006_attention"),
        ("reviews", "0008_attention"),
    ]

    operations = [
        migrations.RemoveConstraint("anchor", "anchor_once"),
        migrations.RenameField("anchor", "comment_version", "version"),
        migrations.AddConstraint(
            "anchor",
            models.UniqueConstraint(
                fields=["quotation", "revision", "version"],
                name="anchor_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddField(
            "quotation",
            "source_claim",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="quoted_in",
                to="arguments.claim",
            ),
        ),
        migrations.AlterField(
            "quotation",
            "source_version",
            models.PositiveIntegerField(
                default=1, help_text="Of the quoted comment or claim, when it was quoted."
            ),
        ),
        migrations.RemoveConstraint("quotation", "quotation_one_source"),
        migrations.RemoveConstraint("quotation", "quotation_resolved_has_place"),
        migrations.AddConstraint(
            "quotation",
            models.CheckConstraint(
                condition=django.db.models.lookups.LessThanOrEqual(
                    models.Func(
                        "source_revision",
                        "source_comment",
                        "source_claim",
                        function="num_nonnulls",
                        output_field=models.IntegerField(),
                    ),
                    1,
                ),
                name="quotation_one_source",
            ),
        ),
        migrations.AddConstraint(
            "quotation",
            models.CheckConstraint(
                condition=models.Q(
                    ("source_claim", None),
                    ("source_comment", None),
                    ("source_revision", None),
                    ("start", None),
                    ("state", "unresolved"),
                )
                | models.Q(
                    models.Q(("state", "unresolved"), _negated=True),
                    ("end__gt", models.F("start")),
                ),
                name="quotation_resolved_has_place",
            ),
        ),
    ]
