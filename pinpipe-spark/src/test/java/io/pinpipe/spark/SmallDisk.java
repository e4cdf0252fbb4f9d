package io.pinpipe.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.testkit.servers.MachineParts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A disk in memory in place of a folder, where the user of the tests may mount one.
 *
 * @param folder where it is
 */
public record SmallDisk(Path folder) implements AutoCloseable {

    /**
     * Mounts a disk; a test is skipped where it may not.
     *
     * @param folder an empty folder
     * @param size such as {@code 100k}
     * @return the disk, to be closed
     * @throws IOException when the answer of the system cannot be read
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public static SmallDisk mount(Path folder, String size) throws IOException, InterruptedException {
        boolean mounted = succeeds("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString());
        MachineParts.require("mount", mounted, "run the tests as a user who may mount a tmpfs");
        return new SmallDisk(folder);
    }

    /**
     * Makes the disk larger; what it holds stays.
     *
     * @param size such as {@code 100m}
     * @throws IOException as {@link #mount}
     * @throws InterruptedException as {@link #mount}
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
