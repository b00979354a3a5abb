package io.esteira.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.esteira.contracts.Product;
import io.esteira.platform.ConditionalOnRole;
import io.esteira.platform.validation.RequestCheck;
import io.esteira.platform.web.Problem;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** {@code /api/products}. */
@RestController
@ConditionalOnRole("catalog")
class ProductsApi {

    private static final int MAX_LIMIT = 1_000;

    private final Products products;
    private final RequestCheck check;
    private final JsonMapper mapper;

    ProductsApi(Products products, RequestCheck check, JsonMapper mapper) {
        this.products = products;
        this.check = check;
        this.mapper = mapper;
    }

    /** @param nextCursor what to ask for to go on, absent at the end */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ProductPage(List<ProductForm> products, @Nullable String nextCursor) {}

    record Imported(int imported) {}

    @GetMapping(path = "/api/products", produces = MediaType.APPLICATION_JSON_VALUE)
    ProductPage list(@RequestParam(defaultValue = "") String cursor, @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw Problem.of(HttpStatus.BAD_REQUEST, "limit must be 1 to " + MAX_LIMIT + ".");
        }
        List<Product> found = products.sold(cursor, limit + 1);
        List<ProductForm> page =
                found.stream().limit(limit).map(ProductForm::of).toList();
        return new ProductPage(page, found.size() > limit ? page.getLast().sku() : null);
    }

    @GetMapping(path = "/api/products/{sku}", produces = MediaType.APPLICATION_JSON_VALUE)
    ProductForm get(@PathVariable String sku) {
        return products.find(sku).map(ProductForm::of).orElseThrow(Problem::notFound);
    }

    @ApiResponse(responseCode = "200", description = "It replaces the one that was there.", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "201", description = "It is new.", useReturnTypeSchema = true)
    @PutMapping(
            path = "/api/products/{sku}",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ProductForm> put(@PathVariable String sku, @RequestBody ProductForm form) {
        check.check(form);
        if (!form.sku().equals(sku)) {
            throw Problem.unprocessable("/sku", "SKU_DIFFERS", "/sku must be the SKU in the address.");
        }
        boolean known = products.knows(sku);
        products.put(List.of(form));
        return ResponseEntity.status(known ? HttpStatus.OK : HttpStatus.CREATED).body(get(sku));
    }

    @PostMapping(path = "/api/products/import", consumes = "text/csv", produces = MediaType.APPLICATION_JSON_VALUE)
    Imported importCsv(@RequestBody byte[] body) {
        return write(ProductFile.csv(body));
    }

    @PostMapping(
            path = "/api/products/import",
            consumes = {"application/x-ndjson", "application/jsonl"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    Imported importJsonLines(@RequestBody byte[] body) {
        return write(ProductFile.jsonLines(body, mapper));
    }

    /** All of a file or nothing. */
    private Imported write(ProductFile file) {
        List<ProductForm> forms = file.checked(check);
        products.put(forms);
        return new Imported(forms.size());
    }
}
