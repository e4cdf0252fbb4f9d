package io.pinpipe.cli.doctor;

/** Looks at one hop; what is wrong there is in the answer, not thrown. */
interface Check {

    /**
     * Looks.
     *
     * @throws InterruptedException when the thread is interrupted while it waits
     */
    CheckResult look() throws InterruptedException;
}
