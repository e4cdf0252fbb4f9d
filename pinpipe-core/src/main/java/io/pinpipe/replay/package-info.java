/** Sends every post once, in index order, from a checkpoint. */
@NullMarked
package io.pinpipe.replay;

import org.jspecify.annotations.NullMarked;
