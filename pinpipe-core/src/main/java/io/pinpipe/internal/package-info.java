/** Shared by pinpipe's own modules. Not public API: it may change in any release. */
@NullMarked
package io.pinpipe.internal;

import org.jspecify.annotations.NullMarked;
