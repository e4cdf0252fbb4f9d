/** What the delivery engine takes by itself. */
@NullMarked
package io.pinpipe.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
