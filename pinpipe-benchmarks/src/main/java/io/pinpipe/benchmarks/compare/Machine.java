package io.pinpipe.benchmarks.compare;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The machine of a measurement.
 *
 * @param processor the processor's name, or its architecture if the name is unknown
 * @param cores the number of processors available to the JVM
 * @param memoryBytes the machine's memory
 * @param heapBytes the maximum heap of the measuring JVM
 * @param system the operating system
 * @param java the JVM
 */
public record Machine(String processor, int cores, long memoryBytes, long heapBytes, String system, String java) {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /**
     * Describes this machine.
     *
     * @return the description
     */
    static Machine here() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                processorName(),
                Runtime.getRuntime().availableProcessors(),
                system.getTotalMemorySize(),
                Runtime.getRuntime().maxMemory(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " " + Runtime.version());
    }

    private static String processorName() {
        if (!Files.isReadable(CPU_INFO)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            throw new UncheckedIOException(CPU_INFO + " cannot be read", e);
        }
    }
}
