# Databricks notebook source
# MAGIC %md
# MAGIC # pinpipe: from topics to answers
# MAGIC
# MAGIC Attach to a cluster with the library `pinpipe-spark-cluster.jar`, with Spark 4.0 and access mode *Dedicated*: the
# MAGIC cells call pinpipe's Java API through the driver. Each step may be repeated, and does not change completed work.
# MAGIC
# MAGIC `step` is one of `archive`, `clean`, `analyse`, `dashboard`, or `all`, so that a job can run them one by one.

# COMMAND ----------

from pyspark.sql import DataFrame

dbutils.widgets.text("step", "all")
dbutils.widgets.text("user_id", "0a1d8948160f")
dbutils.widgets.text("kafka", "broker-1:9092")
dbutils.widgets.text("archive", "s3a://user-0a1d8948160f-bucket")
dbutils.widgets.text("lake", "s3a://user-0a1d8948160f-bucket/lake")
dbutils.widgets.text("answers", "/Volumes/main/default/pinpipe")

STEP = dbutils.widgets.get("step")
USER_ID = dbutils.widgets.get("user_id")
KAFKA = dbutils.widgets.get("kafka")
ARCHIVE = dbutils.widgets.get("archive")
LAKE = dbutils.widgets.get("lake")
ANSWERS = dbutils.widgets.get("answers")

jvm = spark._jvm
session = spark._jsparkSession


def asked(step):
    return STEP in ("all", step)


# COMMAND ----------

# MAGIC %md
# MAGIC ## Archive: the topics to objects
# MAGIC Put a Kafka login into `kafkaProperties`, with its secret from `dbutils.secrets`.

# COMMAND ----------

if asked("archive"):
    report = jvm.io.pinpipe.spark.archive.TopicArchive.builder(session, KAFKA, USER_ID, ARCHIVE).build().writeOnce()
    print(report.toString())

# COMMAND ----------

# MAGIC %md
# MAGIC ## Clean: the archive to Delta tables, with other records in quarantine

# COMMAND ----------

if asked("clean"):
    tables = jvm.io.pinpipe.spark.DeltaTables.open(session, LAKE, USER_ID)
    tables.create()
    for kind in jvm.io.pinpipe.Kind.values():
        records = jvm.io.pinpipe.spark.RawRecords.ofArchive(session, ARCHIVE, USER_ID, kind)
        print(jvm.io.pinpipe.spark.CleanPosts.of(kind).into(records, tables, None).toTable())

# COMMAND ----------

# MAGIC %md
# MAGIC ## Analyse: one table per question
# MAGIC The policies have defaults; they are set here so that readers see them.

# COMMAND ----------

if asked("analyse"):
    policies = jvm.io.pinpipe.spark
    analytics = (
        policies.Analytics.builder(session, policies.DeltaTables.open(session, LAKE, USER_ID))
        .ties(policies.Ties.ALL)
        .median(policies.Median.LOWER)
        .users(policies.UserCount.POSTS)
        .groups(policies.Groups.TOP)
        .build()
    )
    for answer in policies.Answer.values():
        print(answer.label())
        display(DataFrame(analytics.answer(answer), spark))

# COMMAND ----------

# MAGIC %md
# MAGIC ## Dashboard: one HTML file, shown here too

# COMMAND ----------

if asked("dashboard"):
    page = jvm.io.pinpipe.spark.dashboard.Dashboard.of(session, LAKE, USER_ID)
    html = page.html()
    with open(f"{ANSWERS}/{USER_ID}-dashboard.html", "w", encoding="utf-8") as file:
        file.write(html)
    displayHTML(html)
