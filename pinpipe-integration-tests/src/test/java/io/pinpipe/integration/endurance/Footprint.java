package io.pinpipe.integration.endurance;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * The resources held by this JVM.
 *
 * @param heapBytes live objects, after a collection
 * @param threads threads that run
 * @param descriptors open files and sockets; 0 where the system does not report them
 */
record Footprint(long heapBytes, int threads, long descriptors) {

    static Footprint now() {
        System.gc();
        System.gc();
        long descriptors = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
        return new Footprint(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                descriptors);
    }

    static Footprint parse(String line) {
        String[] numbers = line.split(" ", -1);
        return new Footprint(Long.parseLong(numbers[1]), Integer.parseInt(numbers[2]), Long.parseLong(numbers[3]));
    }

    /** Formats one line, which begins with the given word. */
    String line(String word) {
        return word + " " + heapBytes + " " + threads + " " + descriptors;
    }
}
