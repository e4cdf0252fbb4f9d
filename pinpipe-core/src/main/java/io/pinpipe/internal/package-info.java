/** What pinpipe's own modules share. Not for users: it may change with any release. */
@NullMarked
package io.pinpipe.internal;

import org.jspecify.annotations.NullMarked;
