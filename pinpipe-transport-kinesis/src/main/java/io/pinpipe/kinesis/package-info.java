/** The publisher to Kinesis streams with the AWS SDK. */
@NullMarked
package io.pinpipe.kinesis;

import org.jspecify.annotations.NullMarked;
