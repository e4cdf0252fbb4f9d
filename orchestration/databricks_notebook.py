# Databricks notebook source
# MAGIC %md
# MAGIC # pinpipe: from topics to answers
# MAGIC
# MAGIC Attach to a cluster that has the library `pinpipe-spark-cluster.jar`, with Spark 4.0 and access mode *Dedicated*: the
# MAGIC cells call pinpipe's Java API through the driver. Each step may be repeated, and changes nothing that is done already.
# MAGIC
# MAGIC `step` is one of `archive`, `clean`, `analyse`, `dashboard`, or `all`, so that a job can run them one by one.

# COMMAND ----------

dbutils.widgets.text("step", "all")
dbutils.widgets.text("user_id", "0a1d8948160f")
dbutils.widgets.text("kafka", "broker-1:9092")
dbutils.widgets.text("archive", "s3a://user-0a1d8948160f-bucket")
dbutils.widgets.text("lake", "s3a://user-0a1d8948160f-bucket/lake")
dbutils.widgets.text("dashboard", "/Volumes/main/default/pinpipe/dashboard.html")

STEP = dbutils.widgets.get("step")
USER_ID = dbutils.widgets.get("user_id")
KAFKA = dbutils.widgets.get("kafka")
ARCHIVE = dbutils.widgets.get("archive")
LAKE = dbutils.widgets.get("lake")
DASHBOARD = dbutils.widgets.get("dashboard")

jvm = spark._jvm
session = spark._jsparkSession


def asked(step):
    return STEP in ("all", step)


# COMMAND ----------

# MAGIC %md
# MAGIC ## Archive: what the topics hold, to objects
# MAGIC A login to Kafka goes into `kafkaProperties`, with its secret from `dbutils.secrets`.

# COMMAND ----------

if asked("archive"):
    report = jvm.io.pinpipe.spark.archive.TopicArchive.builder(session, KAFKA, USER_ID, ARCHIVE).build().writeOnce()
    print(report.toString())

# COMMAND ----------

# MAGIC %md
# MAGIC ## Clean: the archive into Delta tables, and what is no clean row into quarantine

# COMMAND ----------

if asked("clean"):
    tables = jvm.io.pinpipe.spark.DeltaTables.open(session, LAKE, USER_ID)
    tables.create()
    for kind in jvm.io.pinpipe.Kind.values():
        records = jvm.io.pinpipe.spark.RawRecords.ofArchive(session, ARCHIVE, USER_ID, kind)
        print(jvm.io.pinpipe.spark.CleanPosts.of(kind).into(records, tables, None).toTable())

# COMMAND ----------

# MAGIC %md
# MAGIC ## Dashboard: one HTML file, shown here too

# COMMAND ----------

if asked("dashboard"):
    page = jvm.io.pinpipe.spark.dashboard.Dashboard.of(session, LAKE, USER_ID)
    page.write(jvm.java.nio.file.Paths.get(DASHBOARD, spark.sparkContext._gateway.new_array(jvm.java.lang.String, 0)))
    displayHTML(page.html())
