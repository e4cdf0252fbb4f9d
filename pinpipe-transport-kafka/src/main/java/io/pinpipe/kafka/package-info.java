/** The publisher over Kafka's native client. */
@NullMarked
package io.pinpipe.kafka;

import org.jspecify.annotations.NullMarked;
