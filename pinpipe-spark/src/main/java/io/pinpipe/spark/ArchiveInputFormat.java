package io.pinpipe.spark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.input.CombineFileInputFormat;
import org.apache.hadoop.mapreduce.lib.input.CombineFileRecordReader;
import org.apache.hadoop.mapreduce.lib.input.CombineFileSplit;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.hadoop.mapreduce.lib.input.LineRecordReader;

/**
 * Lines of many files with the position of each, which Spark's own text source does not provide: many small files per
 * task, and large ones split. Public only because Hadoop instantiates it; use {@link RawRecords#ofArchive}.
 */
public final class ArchiveInputFormat extends CombineFileInputFormat<LinePlace, Text> {

    /** Creates a format, which is configured by the job. */
    public ArchiveInputFormat() {}

    @Override
    public RecordReader<LinePlace, Text> createRecordReader(InputSplit split, TaskAttemptContext context)
            throws IOException {
        return new CombineFileRecordReader<>((CombineFileSplit) split, context, Lines.class);
    }

    /** The lines of a file, or of part of it. */
    static final class Lines extends RecordReader<LinePlace, Text> {

        // Only a line feed ends a line: a bare carriage return within one is left to the decoder.
        private final LineRecordReader reader = new LineRecordReader("\n".getBytes(StandardCharsets.US_ASCII));
        private final Path file;
        private final FileSplit part;

        /** Called by Hadoop for each file of a split. */
        Lines(CombineFileSplit split, TaskAttemptContext context, Integer index) throws IOException {
            file = split.getPath(index);
            part = new FileSplit(file, split.getOffset(index), split.getLength(index), split.getLocations());
        }

        @Override
        public void initialize(InputSplit split, TaskAttemptContext context) throws IOException {
            try {
                reader.initialize(part, context);
            } catch (IOException e) {
                throw new UnreadableObjectException(file, e);
            }
        }

        @Override
        public boolean nextKeyValue() throws IOException {
            try {
                return reader.nextKeyValue();
            } catch (IOException e) {
                throw new UnreadableObjectException(file, e);
            }
        }

        @Override
        public LinePlace getCurrentKey() {
            return new LinePlace(file, reader.getCurrentKey().get());
        }

        @Override
        public Text getCurrentValue() {
            return reader.getCurrentValue();
        }

        @Override
        public float getProgress() throws IOException {
            return reader.getProgress();
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
