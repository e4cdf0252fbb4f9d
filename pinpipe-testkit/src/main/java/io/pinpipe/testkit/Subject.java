package io.pinpipe.testkit;

/** What the cases of a contract send. */
public enum Subject {
    /** Parts of posts. */
    POSTS,
    /** Messages created by the cases. */
    MESSAGES
}
