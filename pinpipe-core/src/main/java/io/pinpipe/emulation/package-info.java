/** The classic emulator: random posts, at its own pace or another. */
@NullMarked
package io.pinpipe.emulation;

import org.jspecify.annotations.NullMarked;
