/** Publishers over HTTP. */
@NullMarked
package io.pinpipe.rest;

import org.jspecify.annotations.NullMarked;
