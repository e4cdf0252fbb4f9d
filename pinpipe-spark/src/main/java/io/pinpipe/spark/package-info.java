/** The second half of the pipeline on Spark: from topics, streams and archives to clean tables, answers and charts. */
@NullMarked
package io.pinpipe.spark;

import org.jspecify.annotations.NullMarked;
