"""Reads a file of the folder orchestration, and prints as JSON what a test wants to know of it.

read.py dag FILE: runs the file with operators that only note what they are given, since Airflow is not here.
read.py notebook FILE: the calls and constants of pinpipe's classes, each as [[name, number of arguments or null], ...].
"""

import ast
import json
import sys
import types


class Noted:
    made = []

    def __init__(self, **settings):
        self.settings = settings
        self.before = []
        Noted.made.append(self)

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        return False

    def __rshift__(self, other):
        other.before.append(self.settings["task_id"])
        return other


def dag(path):
    for name, members in {
        "airflow": ["DAG"],
        "airflow.operators": [],
        "airflow.operators.bash": ["BashOperator"],
        "airflow.providers": [],
        "airflow.providers.databricks": [],
        "airflow.providers.databricks.operators": [],
        "airflow.providers.databricks.operators.databricks": ["DatabricksSubmitRunOperator"],
    }.items():
        module = types.ModuleType(name)
        for member in members:
            setattr(module, member, type(member, (Noted,), {}))
        sys.modules[name] = module
    exec(compile(source(path), path, "exec"), {"__name__": "dag"})
    return [
        {"type": type(noted).__name__, "before": noted.before, **noted.settings} for noted in Noted.made
    ]


def notebook(path):
    tree = ast.parse(source(path))
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            names.setdefault(node.targets[0].id, node.value)
    used = [node for node in ast.walk(tree)
            if isinstance(node, ast.Call) or isinstance(node, ast.Attribute) and node.attr.isupper()]
    chains = [chain(node, names) for node in used]
    return [found for found in chains if found and [name for name, _ in found[:2]] == ["io", "pinpipe"]]


def chain(node, names):
    """What is called on the Java machine, from io on; None for anything else."""
    arguments = None
    if isinstance(node, ast.Call):
        arguments = len(node.args)
        node = node.func
    if isinstance(node, ast.Name):
        return chain(names[node.id], names) if node.id in names and not isinstance(names[node.id], ast.Constant) else None
    if not isinstance(node, ast.Attribute):
        return None
    if node.attr == "_jvm":
        return []
    before = chain(node.value, names)
    return None if before is None else before + [[node.attr, arguments]]


def source(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


print(json.dumps({"dag": dag, "notebook": notebook}[sys.argv[1]](sys.argv[2]), default=str))
