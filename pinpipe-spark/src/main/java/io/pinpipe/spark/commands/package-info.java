/** The commands of the program: they read their options and call {@link io.pinpipe.spark}. */
@NullMarked
package io.pinpipe.spark.commands;

import org.jspecify.annotations.NullMarked;
