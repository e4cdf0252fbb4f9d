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
 * Lines of many files with the place of each, which Spark's own text source does not tell: thousands of small files to a
 * task, and large ones cut. Public for Hadoop alone, which creates it; use {@link RawRecords#ofArchive}.
 */
public final class ArchiveInputFormat extends CombineFileInputFormat<LinePlace, Text> {

    /** Creates a format without settings; it has those of the job. */
    public ArchiveInputFormat() {}

    @Override
    public RecordReader<LinePlace, Text> createRecordReader(InputSplit split, TaskAttemptContext context)
            throws IOException {
        return new CombineFileRecordReader<>((CombineFileSplit) split, context, Lines.class);
    }

    /** The lines of one file, or of a part of it. */
    static final class Lines extends RecordReader<LinePlace, Text> {

        // Nothing but a line feed ends a line: a bare carriage return inside one is for the decoder to judge.
        private final LineRecordReader reader = new LineRecordReader("\n".getBytes(StandardCharsets.US_ASCII));
        private final Path file;
        private final FileSplit part;

        /** Called by Hadoop, for each file of a split. */
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
