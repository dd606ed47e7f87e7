# The program alone in an empty image: docker run --rm -v "$PWD:/articles" copydesk check
FROM rust:1-alpine AS build
RUN apk add --no-cache musl-dev
WORKDIR /src
COPY . .
RUN cargo build --release --locked && cp target/release/copydesk /copydesk

FROM scratch
COPY --from=build /copydesk /copydesk
WORKDIR /articles
ENTRYPOINT ["/copydesk"]
CMD ["check"]
