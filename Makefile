# `make demo` and `make test` are all that a newcomer needs; both install what
# is missing, build, and run. The rest is for those who change techflow.

# From Debian 12. README.md says why each is there.
PACKAGES := g++ cmake ninja-build ccache pkg-config protobuf-compiler \
  protobuf-compiler-grpc libgrpc++-dev libprotobuf-dev libabsl-dev \
  libgoogle-perftools-dev librocksdb-dev libssl-dev libintelrdfpmath-dev libpugixml-dev libre2-dev \
  libcli11-dev libfmt-dev libgtest-dev libgmock-dev libbenchmark-dev \
  golang-go golang-golang-x-mod-dev
CLANG_PACKAGES := clang clang-tidy clang-format libclang-rt-14-dev

SUDO := $(if $(filter 0,$(shell id -u)),,sudo)
BIN := build/release/bin
FUZZ_SECONDS ?= 60

.DEFAULT_GOAL := build
.PHONY: install build test demo run asan tsan golden lint format fuzz bench clean

# $(call apt,names): installs those that are missing, and nothing otherwise.
define apt
@missing=; for name in $(1); do \
  dpkg-query -W -f='$${db:Status-Status}' $$name 2>/dev/null \
    | grep -qx installed || missing="$$missing $$name"; \
done; \
if [ -n "$$missing" ]; then \
  echo "Installing:$$missing"; \
  $(SUDO) apt-get update -q && \
  $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -q \
    --no-install-recommends $$missing; \
fi
endef

# $(call configure,preset): once; ninja configures again by itself.
define configure
@[ -f build/$(1)/build.ninja ] || cmake --preset $(1) \
  $$(command -v ccache >/dev/null && echo -DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
endef

# $(call check,preset): builds a preset and runs its tests.
define check
$(call configure,$(1))
ninja -C build/$(1)
ctest --test-dir build/$(1) --output-on-failure -j 2
endef

install:
	$(call apt,$(PACKAGES))

# Puts every program into build/release/bin/. A warning is an error.
build: install
	$(call configure,release)
	ninja -C build/release

test: install
	$(call check,release)

# The main job on real input; ends by itself.
demo: build
	clients/examples/demo.sh $(BIN)

# The same data, and the server stays in the foreground.
run: build
	clients/examples/demo.sh $(BIN) --serve

asan: install
	$(call check,asan)

tsan: install
	$(call check,tsan)

# The kept history in four builds: gcc and clang, -O0 and -O2.
golden: install
	$(call apt,$(CLANG_PACKAGES))
	.ci/golden

# Ratios against a limit taken in the same run; see tests/benchmark.
bench: build
	@for program in $(BIN)/bench_*; do echo "== $$program"; $$program || exit 1; done

# clang-format, clang-tidy and clang's thread-safety analysis.
lint: install
	$(call apt,$(CLANG_PACKAGES))
	$(call configure,clang-tidy)
	.ci/lint

format:
	$(call apt,clang-format)
	git ls-files '*.h' '*.cc' | xargs clang-format -i

# Every parser under libFuzzer with sanitizers, $(FUZZ_SECONDS) seconds each.
fuzz: install
	$(call apt,$(CLANG_PACKAGES))
	$(call configure,fuzz)
	.ci/fuzz $(FUZZ_SECONDS)

clean:
	rm -rf build
