package io.esteira.platform.web;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;

/** A request whose body somebody has begun to read; it begins anew for the next reader. */
final class ReadBefore extends HttpServletRequestWrapper {

    private final byte[] begun;

    /** @param begun what was read of its body */
    ReadBefore(HttpServletRequest request, byte[] begun) {
        super(request);
        this.begun = begun;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        return new Both(begun, super.getInputStream());
    }

    /** First what was read, then what is left. */
    private static final class Both extends ServletInputStream {

        private final byte[] begun;
        private final ServletInputStream rest;
        private int next;

        Both(byte[] begun, ServletInputStream rest) {
            this.begun = begun;
            this.rest = rest;
        }

        @Override
        public int read() throws IOException {
            return next < begun.length ? begun[next++] & 0xFF : rest.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int left = Math.min(length, begun.length - next);
            if (left <= 0) {
                return rest.read(buffer, offset, length);
            }
            System.arraycopy(begun, next, buffer, offset, left);
            next += left;
            return left;
        }

        @Override
        public boolean isFinished() {
            return next == begun.length && rest.isFinished();
        }

        @Override
        public boolean isReady() {
            return next < begun.length || rest.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            rest.setReadListener(listener);
        }
    }
}
