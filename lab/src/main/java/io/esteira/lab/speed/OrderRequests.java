package io.esteira.lab.speed;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * {@code POST /api/orders}, many different ones made beforehand, so that the load costs little while it runs. Only the
 * key changes from one to the next: no two are the same order.
 */
final class OrderRequests {

    private static final int DIFFERENT = 1_024;
    private static final int KEY_DIGITS = 16;
    private static final byte[] HEX = ascii("0123456789abcdef");

    private final byte[] head;
    private final List<byte[]> rests = new ArrayList<>();

    /** @param run tells these orders from those of other runs */
    OrderRequests(String run, String apiKey, List<String> skus, long seed) {
        head = ascii("POST /api/orders HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                + "Accept: application/json\r\nAuthorization: Bearer " + apiKey + "\r\nIdempotency-Key: " + run + "-");
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < DIFFERENT; i++) {
            byte[] body = body(i, skus, random).getBytes(StandardCharsets.UTF_8);
            byte[] before = ascii("\r\nContent-Length: " + body.length + "\r\n\r\n");
            rests.add(ByteBuffer.allocate(before.length + body.length)
                    .put(before)
                    .put(body)
                    .array());
        }
    }

    /** Of ten orders six have one line, three have two, and one has three. */
    private static String body(int number, List<String> skus, SplittableRandom random) {
        int dice = random.nextInt(10);
        int lines = dice < 6 ? 1 : dice < 9 ? 2 : 3;
        List<String> items = new ArrayList<>();
        int first = random.nextInt(skus.size());
        for (int i = 0; i < lines; i++) {
            // Not the same twice, where there are as many.
            String sku = skus.get((first + i * 7) % skus.size());
            items.add("{\"sku\":\"" + sku + "\",\"quantity\":" + (1 + random.nextInt(2)) + "}");
        }
        return String.format(
                Locale.ROOT,
                "{\"customer\":{\"name\":\"Ana Souza %d\",\"email\":\"ana.%d@example.com\",\"phone\":\"+5511999990000\","
                        + "\"taxId\":\"529.982.247-25\",\"locale\":\"%s\"},"
                        + "\"shippingAddress\":{\"line1\":\"Rua Harmonia, %d\",\"line2\":null,\"city\":\"São Paulo\","
                        + "\"region\":\"SP\",\"postalCode\":\"01310-100\",\"country\":\"BR\"},"
                        + "\"items\":[%s],\"payment\":{\"method\":\"card\",\"token\":\"tok_approved\"}}",
                number,
                number,
                random.nextInt(4) == 0 ? "en" : "pt-BR",
                number + 1,
                String.join(",", items));
    }

    int bytesMax() {
        return head.length
                + KEY_DIGITS
                + rests.stream().mapToInt(each -> each.length).max().orElse(0);
    }

    /** The bodies alone. */
    List<String> bodies() {
        return rests.stream()
                .map(rest -> new String(rest, StandardCharsets.UTF_8))
                .map(rest -> rest.substring(rest.indexOf("\r\n\r\n") + 4))
                .toList();
    }

    void write(long number, ByteBuffer out) {
        out.put(head);
        for (int shift = 4 * (KEY_DIGITS - 1); shift >= 0; shift -= 4) {
            out.put(HEX[(int) (number >>> shift) & 15]);
        }
        out.put(rests.get((int) (number % DIFFERENT)));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
