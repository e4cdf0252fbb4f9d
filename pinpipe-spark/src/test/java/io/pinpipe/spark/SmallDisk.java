package io.pinpipe.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.testkit.servers.MachineParts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A disk in memory in place of a folder, where the tests' user may mount one.
 *
 * @param folder its mount point
 */
public record SmallDisk(Path folder) implements AutoCloseable {

    /**
     * Mounts a disk; skips the test if that is not permitted.
     *
     * @param folder an empty folder
     * @param size such as {@code 100k}
     * @return the disk, to be closed
     * @throws IOException if the system's output cannot be read
     * @throws InterruptedException if the thread is interrupted
     */
    public static SmallDisk mount(Path folder, String size) throws IOException, InterruptedException {
        boolean mounted = succeeds("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString());
        MachineParts.require("mount", mounted, "run the tests as a user who may mount a tmpfs");
        return new SmallDisk(folder);
    }

    /**
     * Enlarges the disk; its contents stay.
     *
     * @param size such as {@code 100m}
     * @throws IOException like {@link #mount}
     * @throws InterruptedException like {@link #mount}
     */
    public void grow(String size) throws IOException, InterruptedException {
        assertThat(succeeds("mount", "-o", "remount,size=" + size, folder.toString()))
                .isTrue();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        assertThat(succeeds("umount", "--lazy", folder.toString())).isTrue();
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(List.of(command))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }
}
