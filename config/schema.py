"""The OpenAPI schema: names that follow from the code, and the errors that every call may give."""

import re
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema

from arguments.api.problems import MEDIA_TYPE

Schema = dict[str, Any]

PROBLEM: Schema = {
    "type": "object",
    "description": "Whatever went wrong (RFC 9457).",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "A stable word for this kind of problem."},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["message"],
                "properties": {
                    "message": {"type": "string"},
                    "pointer": {
                        "type": "string",
                        "description": "JSON pointer into the body; empty: the whole of it.",
                    },
                    "parameter": {"type": "string", "description": "Name of a query parameter."},
                },
            },
        },
        "current": {
            "type": "object",
            "description": "With 412: what is edited, as it is now.",
            "additionalProperties": True,
        },
        "request_id": {"type": "string", "description": "With 5xx: its name in the site's log."},
    },
}

READING = {
    "400": "A parameter is unknown, given twice or not valid.",
    "401": "The token is unknown, expired or revoked.",
    "404": "There is no such thing, or you may not see it.",
    "406": "The answer is not to be had in a format that Accept names.",
    "503": "The database is busy or away: try again.",
}
WRITING = READING | {
    "400": "The body is not valid; `errors` says where.",
    "401": "You are not signed in, or the token is not good.",
    "403": "You may see it, but not do that.",
    "409": "A request with this Idempotency-Key is in progress, or what is stored contradicts it.",
    "413": "The body is larger than this site accepts.",
    "415": "The body is not application/json.",
    "422": "The Idempotency-Key was used for another request.",
}
EDITING = WRITING | {
    "412": "Somebody changed it after you had read it; `current` is what it is now.",
    "428": "Say which version you edit, by If-Match or `version`.",
}


class CruxSchema(AutoSchema):
    """Operations named for their class and method, tagged by their module."""

    def get_operation_id(self) -> str:
        words = re.sub("(?<!^)([A-Z])", r"_\1", type(self.view).__name__).lower()
        return f"{self.method.lower()}_{words}"

    def get_tags(self) -> list[str]:
        return [type(self.view).__module__.rsplit(".", 1)[-1]]

    def get_summary(self) -> str | None:
        return self.get_description_lines()[0]

    def get_description(self) -> str:  # type: ignore[override]
        return "\n".join(self.get_description_lines()[1:]).strip()

    def get_description_lines(self) -> list[str]:
        return super().get_description().strip().split("\n")


def say_exactly(result: Schema, **_: Any) -> Schema:
    """A post-processing hook: an answer has all its fields, a body no other than those named."""
    for name, schema in result["components"]["schemas"].items():
        if name.endswith("Request"):
            schema["additionalProperties"] = False
        elif "properties" in schema:
            schema["required"] = sorted(schema["properties"])
        for described in schema.get("properties", {}).values():
            described.pop("x-spec-enum-id", None)
    return result


def add_problems(result: Schema, **_: Any) -> Schema:
    """A post-processing hook: every operation says which problems it may answer."""
    result["components"]["schemas"]["Problem"] = PROBLEM
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            for status, description in problems_of(path, method, operation).items():
                operation["responses"].setdefault(
                    status,
                    {
                        "description": description,
                        "content": {
                            MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}
                        },
                    },
                )
    return result


def problems_of(path: str, method: str, operation: Schema) -> dict[str, str]:
    problems = READING if method == "get" else WRITING
    if any(parameter["name"] == "If-Match" for parameter in operation.get("parameters", [])):
        problems = EDITING
    if "{" not in path:
        problems = {status: text for status, text in problems.items() if status != "404"}
    return problems


class ApiTokenScheme(OpenApiAuthenticationExtension):
    target_class = "arguments.api.authentication.ApiTokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> Schema:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A token made in your settings, as `Authorization: Bearer crux_…`.",
        }
