/** What is asked of Kafka beside its records. */
@NullMarked
package io.pinpipe.spark.kafka;

import org.jspecify.annotations.NullMarked;
