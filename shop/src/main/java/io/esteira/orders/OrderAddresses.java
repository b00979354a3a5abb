package io.esteira.orders;

import io.esteira.contracts.OrderId;
import io.esteira.platform.web.SignedLinks;
import java.net.URI;

/** Where an order's pages and papers are found. */
final class OrderAddresses {

    private final SignedLinks links;
    private final String publicUrl;

    OrderAddresses(SignedLinks links, URI publicUrl) {
        this.links = links;
        String url = publicUrl.toString();
        this.publicUrl = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /** The customer's page. */
    String tracking(String number) {
        return links.url("/orders/" + number);
    }

    String invoice(OrderId id) {
        return publicUrl + "/api/orders/" + id + "/invoice.pdf";
    }
}
