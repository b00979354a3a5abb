package io.esteira.platform.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final String KEY = "apiKey";

    @Bean
    OpenAPI api(WebSettings settings) {
        return new OpenAPI()
                .info(new Info()
                        .title("Esteira")
                        .version("1")
                        .description("Orders, products and stock of the shop. Errors are application/problem+json"
                                + " (RFC 9457); 422 lists what is wrong under errors, each with a JSON pointer."))
                .servers(List.of(new Server().url(settings.publicUrl().toString())))
                .components(new Components()
                        .addSecuritySchemes(
                                KEY,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description("An API key, with scopes.")))
                .addSecurityItem(new SecurityRequirement().addList(KEY));
    }
}
