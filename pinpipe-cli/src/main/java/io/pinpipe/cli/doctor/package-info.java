/** Checks each hop from the database to the target, and names the one that fails. */
@NullMarked
package io.pinpipe.cli.doctor;

import org.jspecify.annotations.NullMarked;
