/** Keeps secrets out of logs, messages and exceptions. */
@NullMarked
package io.pinpipe.redact;

import org.jspecify.annotations.NullMarked;
