# The program alone in an empty image: docker run --rm -v "$PWD:/articles" IMAGE check
# There is no git in it, which --since needs, and no home folder: --cache needs one named.
FROM rust:1-slim AS build
WORKDIR /src
COPY . .
# Linked with all it needs. `scripts/check_image.sh` runs the same line, and the program in an empty root.
RUN RUSTFLAGS="-C target-feature=+crt-static" cargo build --release --locked --target "$(rustc -vV | sed -n 's/^host: //p')" \
 && cp target/*-linux-gnu/release/copydesk /copydesk

FROM scratch
COPY --from=build /copydesk /copydesk
WORKDIR /articles
ENTRYPOINT ["/copydesk"]
CMD ["check"]
