/** From topics to the objects that Kafka Connect's S3 sink would write: one JSON line per record, each offset once. */
@NullMarked
package io.pinpipe.spark.archive;

import org.jspecify.annotations.NullMarked;
