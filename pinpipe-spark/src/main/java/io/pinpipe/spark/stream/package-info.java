/** Streams a user's topics or Kinesis streams to clean tables. */
@NullMarked
package io.pinpipe.spark.stream;

import org.jspecify.annotations.NullMarked;
