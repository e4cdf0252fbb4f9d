/** Publisher metrics for Micrometer. */
@NullMarked
package io.pinpipe.metrics;

import org.jspecify.annotations.NullMarked;
