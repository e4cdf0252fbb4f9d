package io.pinpipe.cli.doctor;

/** A check of one hop; problems of the hop are returned, not thrown. */
interface Check {

    /**
     * Runs the check.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    CheckResult look() throws InterruptedException;
}
