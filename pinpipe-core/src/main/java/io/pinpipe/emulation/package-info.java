/** Sends the rows that the classic emulator picks, at its pace or another. */
@NullMarked
package io.pinpipe.emulation;

import org.jspecify.annotations.NullMarked;
