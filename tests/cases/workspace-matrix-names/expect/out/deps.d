out/crosswalks.md: \
 work.xml \
 docs/first.xml \
 docs/matrix.xml \
 docs/more.xml \
 docs/one.xml \
 docs/third.xml \
 docs/three.xml \
 docs/two.xml
work.xml:
docs/first.xml:
docs/matrix.xml:
docs/more.xml:
docs/one.xml:
docs/third.xml:
docs/three.xml:
docs/two.xml:
