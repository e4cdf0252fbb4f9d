/** Queries of Kafka's topics beside their records. */
@NullMarked
package io.pinpipe.spark.kafka;

import org.jspecify.annotations.NullMarked;
