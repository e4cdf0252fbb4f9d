/** A source of Spark Structured Streaming that reads Kinesis data streams: {@code format("pinpipe-kinesis")}. */
@NullMarked
package io.pinpipe.spark.kinesis;

import org.jspecify.annotations.NullMarked;
