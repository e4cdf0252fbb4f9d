/** Benchmarks of reading posts from the database. */
@NullMarked
package io.pinpipe.benchmarks.source;

import org.jspecify.annotations.NullMarked;
