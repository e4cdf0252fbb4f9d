/** Looks at the way from the database to the target hop by hop, and names the hop that is wrong. */
@NullMarked
package io.pinpipe.cli.doctor;

import org.jspecify.annotations.NullMarked;
