/** Replays: every post sent once, in index order, resumed from a checkpoint. */
@NullMarked
package io.pinpipe.replay;

import org.jspecify.annotations.NullMarked;
