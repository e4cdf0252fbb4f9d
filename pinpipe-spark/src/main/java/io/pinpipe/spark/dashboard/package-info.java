/** The clean tables as charts: one HTML file that needs no network. */
@NullMarked
package io.pinpipe.spark.dashboard;

import org.jspecify.annotations.NullMarked;
