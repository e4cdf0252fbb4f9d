"""Archives, cleans and analyses the posts of one user once a day, and draws the dashboard.

Copy this file to Airflow's folder of DAGs. It reads its settings from the environment of Airflow:

PINPIPE_USER_ID     whose topics and tables
PINPIPE_KAFKA       Kafka's brokers, host:port[,host:port]
PINPIPE_ARCHIVE     where objects go, such as s3a://user-0a1d8948160f-bucket
PINPIPE_LAKE        where tables go, such as s3a://user-0a1d8948160f-bucket/lake
PINPIPE_ANSWERS     the folder for answers and the dashboard
PINPIPE_RUNNER      spark-submit (the default) or databricks
PINPIPE_JAR         spark-submit: the path of pinpipe-spark-cluster.jar
PINPIPE_SUBMIT      spark-submit: more of its options, such as --master yarn
PINPIPE_CLUSTER_ID  databricks: the cluster, which has pinpipe-spark-cluster.jar as a library
PINPIPE_NOTEBOOK    databricks: the path of databricks_notebook.py in the workspace

Each step may be repeated: it goes on where it was, or finds everything done. A backfill would bring nothing, since a run
takes all that is there; hence no catch-up.
"""

import os
import shlex
from datetime import datetime, timedelta

from airflow import DAG

USER_ID = os.environ.get("PINPIPE_USER_ID", "0a1d8948160f")
KAFKA = os.environ.get("PINPIPE_KAFKA", "localhost:9092")
ARCHIVE = os.environ.get("PINPIPE_ARCHIVE", f"s3a://user-{USER_ID}-bucket")
LAKE = os.environ.get("PINPIPE_LAKE", f"s3a://user-{USER_ID}-bucket/lake")
ANSWERS = os.environ.get("PINPIPE_ANSWERS", "/tmp/pinpipe")
RUNNER = os.environ.get("PINPIPE_RUNNER", "spark-submit")

PACKAGES = (
    "io.delta:delta-spark_4.0_2.13:4.4.0,"
    "org.apache.spark:spark-sql-kafka-0-10_2.13:4.0.0,"
    "org.apache.kafka:kafka-clients:3.9.2,"
    "org.apache.hadoop:hadoop-aws:3.4.1"
)

STEPS = {
    "archive": ["--from", f"kafka://{KAFKA}", "--user-id", USER_ID, "--out", ARCHIVE, "--once"],
    "clean": ["--in", ARCHIVE, "--user-id", USER_ID, "--out", LAKE],
    "analyse": ["--in", LAKE, "--user-id", USER_ID, "--format", "csv", "--out", f"{ANSWERS}/{USER_ID}"],
    "dashboard": ["--in", LAKE, "--user-id", USER_ID, "--out", f"{ANSWERS}/{USER_ID}/dashboard.html"],
}


def by_spark_submit(step, arguments):
    from airflow.operators.bash import BashOperator

    command = ["spark-submit", "--class", "io.pinpipe.spark.Main", "--packages", PACKAGES]
    command += shlex.split(os.environ.get("PINPIPE_SUBMIT", ""))
    command += [os.environ.get("PINPIPE_JAR", "pinpipe-spark-cluster.jar"), step, *arguments]
    return BashOperator(task_id=step, bash_command=shlex.join(command))


def by_databricks(step, arguments):
    from airflow.providers.databricks.operators.databricks import DatabricksSubmitRunOperator

    return DatabricksSubmitRunOperator(
        task_id=step,
        databricks_conn_id="databricks_default",
        existing_cluster_id=os.environ["PINPIPE_CLUSTER_ID"],
        notebook_task={
            "notebook_path": os.environ["PINPIPE_NOTEBOOK"],
            "base_parameters": {
                "step": step,
                "user_id": USER_ID,
                "kafka": KAFKA,
                "archive": ARCHIVE,
                "lake": LAKE,
                "answers": ANSWERS,
            },
        },
    )


OPERATORS = {"spark-submit": by_spark_submit, "databricks": by_databricks}

with DAG(
    dag_id=f"{USER_ID}_dag",
    schedule="@daily",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    default_args={"retries": 2, "retry_delay": timedelta(minutes=2)},
) as dag:
    tasks = [OPERATORS[RUNNER](step, arguments) for step, arguments in STEPS.items()]
    for before, after in zip(tasks, tasks[1:]):
        before >> after
