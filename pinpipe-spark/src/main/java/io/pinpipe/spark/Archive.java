package io.pinpipe.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.lib.input.FileInputFormat;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** An archive in the layout of the S3 sink connector: one folder per topic and partition, one JSON document per line. */
final class Archive {

    /** The objects of a topic, compressed or not. */
    private static final String OBJECTS = "partition=*/*.{json,json.gz}";

    /** How much of the archive one task reads; small objects are read together. */
    private static final long SPLIT_BYTES = 64 << 20;

    private final SparkSession spark;
    private final String root;

    Archive(SparkSession spark, String root) {
        this.spark = spark;
        this.root = root;
    }

    /** Whether the archive contains objects of the topic. */
    boolean holds(String topic) {
        Path objects = objects(topic);
        try {
            FileStatus[] found = objects.getFileSystem(configuration()).globStatus(objects);
            return found != null && found.length > 0;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + objects + ": " + e.getMessage(), e);
        }
    }

    /** The lines of all objects of the topic, in the columns of {@link RawRecords}. */
    Dataset<Row> records(String topic) {
        if (!holds(topic)) {
            return spark.createDataFrame(List.of(), RawRecords.SCHEMA);
        }
        JavaRDD<Row> lines = new JavaSparkContext(spark.sparkContext())
                .newAPIHadoopRDD(reading(objects(topic)), ArchiveInputFormat.class, LinePlace.class, Text.class)
                .map(line -> row(topic, line._1(), line._2()));
        return spark.createDataFrame(lines, RawRecords.SCHEMA);
    }

    private Configuration reading(Path objects) {
        try {
            Job job = Job.getInstance(configuration());
            FileInputFormat.setInputPaths(job, objects);
            FileInputFormat.setMaxInputSplitSize(job, SPLIT_BYTES);
            return job.getConfiguration();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + objects + ": " + e.getMessage(), e);
        }
    }

    private static Row row(String topic, LinePlace place, Text line) {
        String path = place.file().toUri().getPath();
        String file = path.substring(path.lastIndexOf("/topics/" + topic + '/') + 1);
        String folder = place.file().getParent().getName();
        return RowFactory.create(
                topic, folder.substring(folder.indexOf('=') + 1), Long.toString(place.at()), file, line.copyBytes());
    }

    private Path objects(String topic) {
        return new Path(root, "topics/" + topic + '/' + OBJECTS);
    }

    private Configuration configuration() {
        return spark.sessionState().newHadoopConf();
    }
}
