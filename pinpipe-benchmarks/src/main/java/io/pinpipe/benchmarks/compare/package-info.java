/** The harness: runs candidates in turn and reports their cost. */
@NullMarked
package io.pinpipe.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
